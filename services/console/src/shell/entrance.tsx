import { Center, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { toProblem } from '../api/problem.js';
import { meQuery } from '../api/queries.js';
import { Failure } from '../elements/failure.js';
import { SignIn } from '../session/sign-in.js';
import { elements as texts } from '../texts/elements.js';
import { Shell } from './shell.js';

/** Only who is signed in comes in. */
export function Entrance() {
  const me = useQuery(meQuery);
  if (me.data) return <Shell />;
  if (me.isError && toProblem(me.error).status === 401) return <SignIn />;
  return (
    <Center mih="100dvh" p="md">
      {me.isError ? (
        <Failure error={me.error} retry={() => void me.refetch()} />
      ) : (
        <Loader aria-label={texts.loading} role="status" />
      )}
    </Center>
  );
}
