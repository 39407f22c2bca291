import { button, call, date, make, tell } from './console.js';

const inbox = document.getElementById('inbox');

function describeNotice({ id, title, message, link, at, read }) {
  const open = async () => {
    await call('POST', `/notifications/${id}/read`);
    if (link) location.assign(link);
  };
  return make(
    'li',
    { className: read ? 'read' : 'unread' },
    make('strong', {}, title),
    make('p', {}, message),
    make('p', { className: 'quiet' }, date(at)),
    link ? button('See the details', open, { className: 'second' }) : !read && button('Mark read', open),
  );
}

function describeMail({ email }) {
  const box = make('input', { type: 'checkbox', checked: email });
  box.addEventListener('change', () => {
    call('PUT', '/notifications/preferences', { email: box.checked }).catch((problem) => {
      box.checked = !box.checked;
      tell(problem);
    });
  });
  return make('label', {}, box, ' Mail them to me. What stops every sync is mailed in any case.');
}

/** Every event brings the whole inbox, so that what was missed while away is made up for. */
async function follow() {
  const list = make('ul');
  const count = make('span', { className: 'count' });
  const readAll = button('Mark all read', () => call('POST', '/notifications/read-all'), { className: 'second' });
  const mail = describeMail(await call('GET', '/notifications/preferences'));
  inbox.append(make('summary', {}, 'Notices', count), make('div', { className: 'card' }, list, readAll, mail));
  new EventSource('/api/v1/live').addEventListener('inbox', ({ data }) => {
    const { items, unread } = JSON.parse(data);
    count.textContent = unread > 0 ? unread : '';
    count.title = `${unread} not read`;
    readAll.hidden = unread === 0;
    readAll.disabled = false;
    list.replaceChildren(...(items.length > 0 ? items.map(describeNotice) : [make('li', {}, 'Nothing yet.')]));
    inbox.hidden = false;
  });
}

// Nobody signed in: nothing to show.
await follow().catch(() => undefined);
