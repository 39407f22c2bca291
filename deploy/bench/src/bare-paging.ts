import { CONTOSO, REHEARSAL_CLIENT_ID, REHEARSAL_CLIENT_SECRET } from '@rollcall/rehearsal';
import { stopwatch } from './stopwatch.js';

/** The attributes that the benched mapping reads, as the product asks for them. */
const select =
  'id,displayName,accountEnabled,userType,userPrincipalName,mail,givenName,surname,jobTitle,employeeHireDate';

/** The floor of reading: every page fetched, one after the other, and dropped. Answers seconds. */
export async function barePaging(origin: string): Promise<number> {
  const headers = { authorization: `Bearer ${await applicationToken(origin)}` };
  const seconds = stopwatch();
  let next: string | undefined = `${origin}/v1.0/users?$select=${select}&$top=999`;
  while (next !== undefined) {
    const answer = await fetch(next, { headers });
    if (!answer.ok) throw new Error(`bare paging was answered ${answer.status}`);
    const page = (await answer.json()) as { '@odata.nextLink'?: string };
    next = page['@odata.nextLink']?.replace('https://graph.microsoft.com', origin);
  }
  return seconds();
}

async function applicationToken(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/${CONTOSO}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
      client_id: REHEARSAL_CLIENT_ID,
      client_secret: REHEARSAL_CLIENT_SECRET,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
