import { useTimeout } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { configurationQuery, connectionQuery } from '../api/queries.js';
import type { Configuration } from '../api/shapes.js';
import { Loaded, Loading } from '../elements/loaded.js';
import { nextStep, pathOf } from './steps.js';

const ASK_AGAIN_MS = 300;
/** The news of a tenant takes milliseconds on most days. After this the step itself says what is missing. */
const PATIENCE_MS = 20_000;

/** Goes on where the set-up stands. Who has just connected a tenant sees it first; who signed in again is done. */
export function Continue() {
  const [search] = useSearchParams();
  const [isPatient, setIsPatient] = useState(search.has('connected'));
  useTimeout(() => setIsPatient(false), PATIENCE_MS, { autoInvoke: true });
  const { data: connection } = useQuery(connectionQuery);
  // Where people sign in, a tenant is known a moment before it is where settings are kept.
  const isBehind = ({ connected, tenantId }: Configuration) => !connected || tenantId !== connection?.tenantId;
  const configuration = useQuery({
    ...configurationQuery,
    refetchInterval: ({ state }) => isPatient && state.data !== undefined && isBehind(state.data) && ASK_AGAIN_MS,
  });
  return (
    <Loaded query={configuration}>
      {(found) => {
        if (isPatient && isBehind(found)) return <Loading />;
        if (!search.has('connected')) return <Navigate replace to={pathOf(nextStep(found))} />;
        return <Navigate replace to={found.active ? '/directory-sync' : pathOf('tenant-details')} />;
      }}
    </Loaded>
  );
}
