/** Half of what the bus carries, so that the frame around a reply never matters. */
const replyBytes = 4 * 1024 * 1024;

/** How many of them, from the first on, fit one message of so many bytes as JSON; at least one, however large. */
export function howManyFit(items: readonly unknown[], bytes = replyBytes): number {
  let room = bytes;
  const beyond = items.findIndex((item, index) => {
    room -= Buffer.byteLength(JSON.stringify(item)) + 1;
    return room < 0 && index > 0;
  });
  return beyond === -1 ? items.length : beyond;
}
