import { hiddenFields, html, page } from '../html.js';
import type { Html } from '../html.js';
import { CONTOSO_ACCOUNTS, FABRIKAM_ACCOUNTS, PERSONAL_ACCOUNT } from '../tenant/accounts.js';
import type { Account } from '../tenant/accounts.js';
import { REQUIRED_PERMISSIONS } from '../tenant/tenant.js';
import type { EntraError } from './entra-error.js';
import type { Parameters } from './sign-in.service.js';

const OFFERED: readonly [Account, string][] = [
  ...CONTOSO_ACCOUNTS.map((account): [Account, string] => [account, `Contoso · ${rolesOf(account)}`]),
  ...FABRIKAM_ACCOUNTS.map((account): [Account, string] => [account, `Fabrikam · ${rolesOf(account)}`]),
  [PERSONAL_ACCOUNT, 'Personal Microsoft account'],
];

function rolesOf({ roles, isBlocked }: Account): string {
  const names = roles.map((role) => role.displayName).join(', ') || 'no administrator role';
  return isBlocked ? `${names}, kept out by conditional access` : names;
}

const fieldsOf = (parameters: Parameters): Html[] =>
  hiddenFields(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined || name.startsWith('rehearsal_') ? [] : [[name, value] as const],
    ),
  );

/** Every button sends the request's own parameters back, and the answer as `rehearsal_account` or `rehearsal_answer`. */
function button(parameters: Parameters, answers: Record<string, string>, label: string): Html {
  return html`<form method="post" action="?">
    ${fieldsOf(parameters)}${hiddenFields(Object.entries(answers))}
    <button>${label}</button>
  </form>`;
}

function accountList(parameters: Parameters): Html {
  const rows = OFFERED.map(
    ([account, note]) =>
      html`<div class="person">
        ${button(parameters, { rehearsal_account: account.upn }, `${account.given} ${account.surname}`)}
        <span>${account.upn}<br /><small>${note}</small></span>
      </div>`,
  );
  return html`${rows}
    <form method="post" action="?" class="answers">
      ${fieldsOf(parameters)}
      <label
        >Anybody else: <input name="rehearsal_account" type="text" placeholder="user principal name" required
      /></label>
      <button>Sign in</button>
    </form>`;
}

export function signInPage(parameters: Parameters): string {
  return page(
    'Pick an account',
    html`<p>to continue to Rollcall, which asks to sign you in and read your profile.</p>
      ${accountList(parameters)}
      <div class="answers">${button(parameters, { rehearsal_answer: 'cancel' }, 'Cancel')}</div>`,
  );
}

export function consentPage(parameters: Parameters, upn: string | undefined): string {
  if (upn === undefined)
    return page(
      'Sign in to grant permissions',
      html`<p>Sign in as an administrator.</p>
        ${accountList(parameters)}`,
    );
  const permissions = REQUIRED_PERMISSIONS.map((permission) => html`<li>${permission}</li>`);
  return page(
    'Permissions requested',
    html`<p>Signed in as <strong>${upn}</strong>. Rollcall would like to:</p>
      <ul>
        ${permissions}
      </ul>
      <p>If you accept, this app gets access for all users in your organization.</p>
      <div class="answers">
        ${button(parameters, { rehearsal_account: upn, rehearsal_answer: 'accept' }, 'Accept')}
        ${button(parameters, { rehearsal_account: upn, rehearsal_answer: 'cancel' }, 'Cancel')}
      </div>
      <details>
        <summary>Use another account</summary>
        ${accountList(parameters)}
      </details>`,
  );
}

export function needAdminPage(error: EntraError, returnUrl: string, now: Date): string {
  return page(
    'Need admin approval',
    html`<p>Rollcall needs permission to access resources in your organization that only an admin can grant.</p>
      <p>${error.describe(now)}</p>
      <p><a href="${returnUrl}">Return to the application without granting consent</a></p>`,
  );
}

export function errorPage(error: EntraError, now: Date): string {
  return page("Sorry, but we're having trouble signing you in.", html`<p>${error.describe(now)}</p>`);
}

/** For response_mode=form_post. */
export function formPostPage(url: string, fields: Record<string, string>): string {
  return page(
    'Working …',
    html`<form method="post" action="${url}">
        ${hiddenFields(Object.entries(fields))}
        <button>Continue</button>
      </form>
      <script>
        document.forms[0].submit();
      </script>`,
  );
}
