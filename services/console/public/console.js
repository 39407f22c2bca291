const api = '/api/v1';
const going = ['requested', 'queued', 'running'];

const statuses = {
  requested: ['Requested', 'busy'],
  queued: ['Waiting for the run before it', 'busy'],
  running: ['In progress', 'busy'],
  success: ['Success', 'good'],
  partialSuccess: ['Partial success', 'warn'],
  failure: ['Failure', 'bad'],
  cancelled: ['Cancelled', ''],
};
const states = {
  none: ['Not set up', ''],
  draft: ['Draft, not active yet', 'warn'],
  active: ['Active', 'good'],
  disabled: ['Disabled', ''],
};
const triggers = {
  schedule: 'Schedule',
  manual: 'Sync now',
  activation: 'Save & sync now',
  removals: 'Approved removals',
};
const roles = { SuperAdmin: 'Super Admin', IamAdmin: 'IAM Admin', UserAdmin: 'User Admin', User: 'User' };
const columns = ['read', 'added', 'updated', 'deactivated', 'deleted', 'unchanged', 'rejected', 'skipped'];

const words = { awaitingSecondLook: 'awaiting a second look', leftScope: 'no longer in scope' };

const find = (id) => document.getElementById(id);
const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
export const date = (iso) => (iso ? dates.format(new Date(iso)) : '–');
const number = new Intl.NumberFormat('en-GB').format;

/** An element. Children that are text stay text, whatever is in them. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

const state = ([words, kind]) => make('span', { className: `state ${kind}` }, words);
const card = (...children) => make('section', { className: 'card' }, ...children);
const wide = (...children) => make('section', { className: 'card wide' }, ...children);
const facts = (...rows) =>
  make('dl', {}, ...rows.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));

export function button(words, work, properties = {}) {
  const element = make('button', { type: 'button', ...properties }, words);
  element.addEventListener('click', async () => {
    element.disabled = true;
    try {
      await work();
    } catch (problem) {
      tell(problem);
      element.disabled = false;
    }
  });
  return element;
}

/** What the API answers; a problem is thrown as `{ status, code, detail }`. */
export async function call(method, path, body) {
  const json = { 'Content-Type': 'application/json' };
  const settings = {
    method,
    ...(body && { headers: json, body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  };
  const response = await fetch(api + path, settings).catch(() => {
    throw {
      status: 0,
      code: 'unreachable',
      detail: 'Rollcall can not be reached. Check the network and reload this page.',
    };
  });
  const answer = await response.json().catch(() => undefined);
  if (!response.ok)
    throw answer ?? { status: response.status, code: 'unreadable', detail: `Rollcall answered ${response.status}.` };
  return answer;
}

/** A 404 is an answer, too: there is none. */
const callForOne = (path) =>
  call('GET', path).catch((problem) => {
    if (problem.status === 404) return undefined;
    throw problem;
  });

export function tell({ detail, code, correlationId, details }, kind = 'bad') {
  const support = correlationId ?? details?.correlationId;
  const lines = [make('p', {}, detail ?? `Something went wrong (${code}).`)];
  if (support) lines.push(make('p', { className: 'quiet' }, `For Microsoft's support: correlation id ${support}`));
  find('message').replaceChildren(make('div', { className: `message ${kind}` }, ...lines));
}

function show(title, ...content) {
  if (find('title').textContent !== title) find('title').textContent = title;
  document.title = `${title} · Rollcall`;
  update(find('content'), ...content);
  find('content').removeAttribute('aria-busy');
}

/** Replaces what has changed and leaves the rest alone, so that nobody loses their place while a run is going. */
function update(container, ...wanted) {
  const present = [...container.children];
  if (present.length !== wanted.length) container.replaceChildren(...wanted);
  else wanted.forEach((one, index) => present[index].isEqualNode(one) || present[index].replaceWith(one));
}

/** What a redirect brought along: a code in the address, its words in a cookie that is read once. */
function readRedirect() {
  const query = new URLSearchParams(location.search);
  const cookie = document.cookie.split('; ').find((one) => one.startsWith('rollcall_message='));
  document.cookie = 'rollcall_message=; path=/; max-age=0';
  if (query.has('error')) {
    const code = query.get('error');
    const told = cookie ? JSON.parse(decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1))) : {};
    tell(told.code === code ? told : { detail: 'The sign-in did not succeed. Start again.' });
  } else if (query.has('connected')) {
    tell({ detail: 'Azure AD is connected. Users and groups can now be synced.' }, 'good');
  }
  if (query.size > 0) history.replaceState(null, '', location.pathname);
}

function showSignIn() {
  find('person').replaceChildren();
  const link = make('a', { className: 'button', href: `${api}/session/sign-in` }, 'Sign in with Kissflow');
  const words =
    'Users and groups of your account follow Microsoft Azure AD. Sign in to set it up and to see how it runs.';
  const signIn = make(
    'section',
    { className: 'card narrow' },
    make('p', {}, words),
    make('div', { className: 'actions' }, link),
  );
  show('Sign in', signIn);
}

function showPerson({ name, role }) {
  const signOut = async () => {
    await call('DELETE', '/session');
    location.assign('/');
  };
  const who = make('span', {}, name, make('span', { className: 'quiet' }, ` · ${roles[role]}`));
  update(find('person'), who, button('Sign out', signOut, { className: 'second' }));
}

function describeConnection(connection) {
  const connect = async () => location.assign((await call('POST', '/identity-providers/azure/connect')).signInUrl);
  const heading = make('h2', {}, 'Microsoft Azure AD');
  if (!connection) {
    const words =
      'Sign in as a Global or Privileged Role Administrator. Microsoft asks twice: to sign in, then to consent to reading users and groups. Nothing is ever written to Azure AD.';
    return card(
      heading,
      state(['Not connected', '']),
      make('p', {}, words),
      actions(button('Connect Azure AD', connect)),
    );
  }
  return card(
    heading,
    state(['Connected', 'good']),
    facts(
      ['Tenant name', connection.tenantName],
      ['Tenant ID', connection.tenantId],
      ['Domains', connection.verifiedDomains.join(', ')],
      ['Connected by', connection.consentedBy],
      ['Connected on', date(connection.verifiedAt)],
    ),
    actions(button('Sign in again', connect, { className: 'second' })),
  );
}

function describeConfiguration(configuration, isRunning) {
  const { active, draft, problems, nextRunAt, lastRun } = configuration;
  const { scope, preferences } = active ?? draft ?? {};
  const isActive = configuration.state === 'active';
  const syncNow = async () => {
    const { runId } = await call('POST', '/sync-runs', { kind: 'sync' });
    location.assign(`/sync-runs/${runId}`);
  };
  return card(
    make('h2', {}, 'User sync configuration'),
    state(states[configuration.state]),
    facts(
      ...(scope ? [['Who', describeScope(scope)]] : []),
      ...(preferences ? [['Schedule', describeSchedule(preferences.schedule)]] : []),
      ...(isActive ? [['Next sync', date(nextRunAt)]] : []),
      [
        'Last sync',
        lastRun ? make('span', {}, state(statuses[lastRun.status]), ` ${date(lastRun.finishedAt)}`) : 'None yet',
      ],
    ),
    problems.length > 0 && make('ul', {}, ...problems.map(({ message }) => make('li', {}, message))),
    isActive
      ? actions(
          button('Sync now', syncNow),
          isRunning && make('span', { className: 'quiet' }, 'A sync is in progress; the next one waits for it.'),
        )
      : actions(make('span', { className: 'quiet' }, 'Sync now is here once the configuration is active.')),
  );
}

const actions = (...children) => make('div', { className: 'actions' }, ...children);

function describeScope({ users, userGroups, includeGuests }) {
  const who =
    users === 'all' ? 'All users' : `Members of ${userGroups.map(({ name }) => name).join(', ') || 'no group yet'}`;
  return `${who}, guests ${includeGuests ? 'included' : 'left out'}`;
}

function describeSchedule({ every, weekday = '', time, timeZone }) {
  const day = every === 'day' ? 'Every day' : `Every ${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}`;
  return `${day} at ${time} (${timeZone})`;
}

function describeRuns(runs) {
  const heading = make('h2', {}, 'Sync history');
  if (runs.length === 0) return wide(heading, make('p', { className: 'quiet' }, 'Nothing was synced yet.'));
  const title = (name) => name.charAt(0).toUpperCase() + name.slice(1);
  const head = make(
    'tr',
    {},
    ...['Started', 'Status', 'Started by'].map((name) => make('th', { scope: 'col' }, name)),
    ...columns.map((name) => make('th', { scope: 'col', className: 'number' }, title(name))),
  );
  const about = 'The last runs: how many people each one read, and what became of them';
  const table = make(
    'table',
    { ariaLabel: about },
    make('thead', {}, head),
    make('tbody', {}, ...runs.map(describeRun)),
  );
  return wide(
    heading,
    make('p', { className: 'quiet' }, `${about}.`),
    make('div', { className: 'table', tabIndex: 0 }, table),
  );
}

function describeRun({ runId, status, trigger, startedAt, requestedAt, progress, counts }) {
  const amount = (name) => (counts ? counts[name] : name === 'read' ? progress.people : undefined);
  return make(
    'tr',
    {},
    make('td', {}, make('a', { href: `/sync-runs/${runId}` }, date(startedAt ?? requestedAt))),
    make('td', {}, state(statuses[status])),
    make('td', {}, triggers[trigger] ?? '–'),
    ...columns.map((name) => {
      const value = amount(name);
      return make('td', { className: value ? 'number' : 'number zero' }, value === undefined ? '–' : number(value));
    }),
  );
}

/** Where the mail about a failed sync leads. */
async function showRun(runId) {
  const run = await call('GET', `/sync-runs/${runId}`);
  const told = [run.failure, ...run.notices].filter((notice) => notice !== undefined);
  const counted = Object.entries(run.counts ?? {}).filter(([, people]) => people > 0);
  const people = counted.map(([name, amount]) => `${number(amount)} ${words[name] ?? name}`).join(', ');
  show(
    'Sync run',
    make('a', { className: 'wide', href: '/' }, '‹ Directory sync'),
    wide(
      state(statuses[run.status]),
      ...told.map(({ message }) => make('p', {}, message)),
      facts(
        ['Started', date(run.startedAt ?? run.requestedAt)],
        ['Finished', date(run.finishedAt)],
        ['Started by', run.actor?.name ?? triggers[run.trigger] ?? '–'],
        ['People', people || `${number(run.progress.people)} read so far`],
      ),
    ),
  );
  return going.includes(run.status);
}

/** Everybody whose removal waits for a decision, and what that decision has to name. */
async function readHeld() {
  const first = await call('GET', '/removals?state=held&limit=200');
  const people = [...first.items];
  for (let { next } = first; next !== undefined;) {
    const page = await call('GET', `/removals?state=held&limit=200&cursor=${encodeURIComponent(next)}`);
    people.push(...page.items);
    next = page.next;
  }
  return { people, asOf: first.asOf };
}

async function showRemovals() {
  const { people, asOf } = await readHeld();
  const back = make('a', { className: 'wide', href: '/' }, '‹ Directory sync');
  if (people.length === 0) {
    show('Removals', back, wide(make('p', {}, 'Nobody waits for a decision.')));
    return;
  }
  const decide = (decision) => async () => {
    const { runId } = await call('POST', '/removals/decide', { ...decision, asOf });
    location.assign(runId === undefined ? '/removals' : `/sync-runs/${runId}`);
  };
  const all = number(people.length);
  const remove = async () => {
    const question = `Remove ${all} people from Kissflow? Each is looked up in Azure AD once more before.`;
    if (confirm(question)) await decide({ approve: 'all' })();
    else await refresh();
  };
  const cell = (...children) => make('td', {}, ...children);
  const rows = people.map(({ externalId, name, reason, heldAt }) =>
    make(
      'tr',
      {},
      cell(name),
      cell(reason),
      cell(date(heldAt)),
      cell(button('Remove', decide({ approve: [externalId] }), { className: 'second', ariaLabel: `Remove ${name}` })),
      cell(button('Keep', decide({ keep: [externalId] }), { className: 'second', ariaLabel: `Keep ${name}` })),
    ),
  );
  const about = 'People whose removal waits for a decision';
  const columns = ['Name', 'Why', 'Since', '', ''].map((title) => make('th', { scope: 'col' }, title));
  const table = make(
    'table',
    { ariaLabel: about },
    make('thead', {}, make('tr', {}, ...columns)),
    make('tbody', {}, ...rows),
  );
  const words = `${all} people would be removed: so many at once that you decide. Until then nobody is removed. Whoever is kept stays until they are seen in Azure AD again.`;
  show(
    'Removals',
    back,
    wide(
      make('p', {}, words),
      actions(
        button(`Remove all ${all}`, remove),
        button('Keep all', decide({ keep: 'all' }), { className: 'second' }),
      ),
      make('div', { className: 'table', tabIndex: 0 }, table),
    ),
  );
}

const heldBanner = () =>
  wide(
    state(['Removals wait for your decision', 'warn']),
    make('p', {}, make('a', { href: '/removals' }, 'See who they are'), ', and approve their removal or keep them.'),
  );

async function showSync() {
  const [configuration, connection, { items: runs }, { items: held }] = await Promise.all([
    call('GET', '/sync-configuration'),
    callForOne('/identity-providers/azure/connection'),
    call('GET', '/sync-runs?limit=20'),
    call('GET', '/removals?state=held&limit=1'),
  ]);
  const isRunning = runs.some(({ status }) => going.includes(status));
  show(
    'Directory sync',
    ...(held.length > 0 ? [heldBanner()] : []),
    describeConnection(connection),
    describeConfiguration(configuration, isRunning),
    describeRuns(runs),
  );
  return isRunning;
}

function showInvitation(token) {
  const accept = async () => {
    const { name } = await call('POST', `/invitations/${token}/accept`);
    history.replaceState(null, '', '/');
    find('message').replaceChildren();
    show('Welcome to Kissflow', make('p', {}, `Your account is active, ${name}. Sign in to start using it.`));
  };
  const words = 'Your organization has made an account for you in Kissflow. Accept the invitation to start using it.';
  show(
    'Invitation to Kissflow',
    make(
      'section',
      { className: 'card narrow' },
      make('p', {}, words),
      actions(button('Accept the invitation', accept)),
    ),
  );
}

function showNothingToDo({ role }) {
  const words = `Your role is ${roles[role]}. Directory sync is for Super Admins and IAM Admins.`;
  show('Directory sync', make('p', {}, words));
  return false;
}

let timer;
let isDisturbed = false;

/** Shows how things are now; again every few seconds while a run is going or Rollcall can't be reached. */
async function refresh() {
  clearTimeout(timer);
  let isChanging = false;
  try {
    isChanging = await showPage(location.pathname.split('/'));
    if (isDisturbed) find('message').replaceChildren();
    isDisturbed = false;
  } catch (problem) {
    if (problem.status === 401) return showSignIn();
    tell(problem);
    find('content').removeAttribute('aria-busy');
    isDisturbed = isChanging = problem.status === 0 || problem.status >= 500;
  }
  if (isChanging) timer = setTimeout(refresh, 3_000);
}

/** Answers whether the page will be another one soon. */
async function showPage([, place, id]) {
  if (place === 'invitations' && id) return showInvitation(id);
  const me = await call('GET', '/me');
  showPerson(me);
  if (!me.mayConfigure) return showNothingToDo(me);
  if (place === 'removals') return showRemovals();
  return place === 'sync-runs' && id ? showRun(id) : showSync();
}

readRedirect();
await refresh();
