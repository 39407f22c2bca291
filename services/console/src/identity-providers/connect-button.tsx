import { Button, type ButtonProps } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import { Failure } from '../elements/failure.js';
import { problems } from '../texts/problems.js';
import { selectProvider as texts } from '../texts/select-provider.js';

/** Leads to Microsoft's sign-in, and says why where it cannot. */
export function ConnectButton({ children = texts.connect, ...button }: ButtonProps) {
  const connect = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/identity-providers/azure/connect')),
    onSuccess: ({ signInUrl }) => location.assign(signInUrl),
  });
  return (
    <>
      <Button {...button} loading={connect.isPending || connect.isSuccess} onClick={() => connect.mutate()}>
        {children}
      </Button>
      {connect.isError && <Failure error={connect.error} title={problems.failedTitle} />}
    </>
  );
}
