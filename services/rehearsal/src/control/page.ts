import { html, page } from '../html.js';
import type { Html } from '../html.js';
import type { Summary } from './summarize.js';

interface Button {
  readonly label: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

const button = ({ label, method, path, body }: Button): Html =>
  html`<button
    data-method="${method}"
    data-path="${path}"
    data-body="${body === undefined ? '' : JSON.stringify(body)}"
  >
    ${label}
  </button>`;

const failing = (label: string, more: Record<string, unknown>): Button => ({
  label,
  method: 'POST',
  path: '/control/faults',
  body: { match: 'GET /v1.0/', ...more },
});

const ALWAYS: Button[] = [
  failing('Next 3 answers: 429', { kind: 'status', status: 429, retryAfterSeconds: 2, times: 3 }),
  failing('Next 3 answers: 503', { kind: 'status', status: 503, times: 3 }),
  failing('Next answer: cut off', { kind: 'truncated' }),
  failing('Next page: lost link', { kind: 'no-next-link' }),
  failing('Next request: connection reset', { kind: 'reset' }),
  { label: 'Throttle to 50 units', method: 'POST', path: '/control/throttle', body: { unitsPer10Seconds: 50 } },
  { label: 'Stop throttling', method: 'POST', path: '/control/throttle', body: { unitsPer10Seconds: null } },
  { label: 'Each page takes 1 s', method: 'POST', path: '/control/delays', body: { match: 'GET /v1.0/', ms: 1000 } },
  { label: 'No delays', method: 'DELETE', path: '/control/delays' },
  { label: 'Secret expired', method: 'POST', path: '/control/sign-in', body: { secret: 'expired' } },
  { label: 'Secret valid', method: 'POST', path: '/control/sign-in', body: { secret: 'valid' } },
  { label: 'Refuse the next mail', method: 'POST', path: '/control/mailbox/refusals', body: { code: 550 } },
  { label: 'A week passes', method: 'POST', path: '/control/clock', body: { seconds: 604_800 } },
  { label: 'Reset everything', method: 'POST', path: '/control/reset' },
];

function tenantButtons(tenantId: string): Button[] {
  const base = `/control/tenants/${tenantId}`;
  const many = (label: string, action: string, count: number): Button => ({
    label,
    method: 'POST',
    path: `${base}/people/bulk`,
    body: { action, count },
  });
  return [
    many('Rename 3 people', 'rename', 3),
    many('Disable 2', 'disable', 2),
    many('Delete 1', 'delete', 1),
    many('Delete 20', 'delete', 20),
    {
      label: 'Create one',
      method: 'POST',
      path: `${base}/people`,
      body: { properties: { givenName: 'New', surname: 'Person' } },
    },
    { label: 'Revoke the consent', method: 'DELETE', path: `${base}/consent` },
    {
      label: 'Next consent lacks a permission',
      method: 'PATCH',
      path: base,
      body: { withheldPermissions: ['GroupMember.Read.All'] },
    },
    { label: 'Delete the enterprise application', method: 'DELETE', path: `${base}/service-principal` },
    { label: 'Expire access tokens', method: 'POST', path: `${base}/expire`, body: { what: 'access-tokens' } },
    { label: 'Expire delta links', method: 'POST', path: `${base}/expire`, body: { what: 'delta-links' } },
  ];
}

/** The commonest changes and troubles as buttons; each does what its request to the control API does. */
export function controlPage(summaries: readonly Summary[], state: Record<string, unknown>): string {
  const tenants = summaries.map(
    (summary) =>
      html`<h2>${summary.name}</h2>
        <p>
          ${summary.people} people: ${summary.disabled} disabled, ${summary.guests} guests, ${summary.withoutMail}
          without mail, ${summary.withoutSurname} without surname; ${summary.deleted} deleted; ${summary.groups} groups
        </p>
        <p class="buttons">${tenantButtons(summary.tenantId).map(button)}</p>`,
  );
  return page(
    'Control',
    html`${tenants}
      <h2>Troubles</h2>
      <p class="buttons">${ALWAYS.map(button)}</p>
      <pre>${JSON.stringify(state, null, 2)}</pre>
      <p>
        <a href="/mailbox">Mailbox</a> · <a href="/control/requests">Requests</a> ·
        <a href="/control/tenants">Tenants</a>
      </p>
      <p id="told" role="status"></p>
      <script>
        document.addEventListener('click', async ({ target }) => {
          const { method, path, body } = target.dataset;
          if (!method) return;
          const headers = body ? { 'content-type': 'application/json' } : {};
          const response = await fetch(path, { method, headers, body: body || undefined });
          if (response.ok) return location.reload();
          document.getElementById('told').textContent = (await response.json()).message;
        });
      </script>`,
  );
}
