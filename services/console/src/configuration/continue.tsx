import { useQuery } from '@tanstack/react-query';
import { Navigate, useSearchParams } from 'react-router';
import { configurationQuery } from '../api/queries.js';
import { Loaded } from '../elements/loaded.js';
import { nextStep, pathOf } from './steps.js';

/** Goes on where the set-up stands. Who has just connected a tenant sees it first; who signed in again is done. */
export function Continue() {
  const configuration = useQuery(configurationQuery);
  const [query] = useSearchParams();
  return (
    <Loaded query={configuration}>
      {(found) => {
        if (!query.has('connected')) return <Navigate replace to={pathOf(nextStep(found))} />;
        return <Navigate replace to={found.active ? '/directory-sync' : pathOf('tenant-details')} />;
      }}
    </Loaded>
  );
}
