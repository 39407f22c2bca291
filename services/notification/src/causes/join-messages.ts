const shown = 3;

/** Several of one kind, such as three groups that could not be read, in one text that does not grow without end. */
export function joinMessages(all: string[]): string {
  const messages = [...new Set(all)];
  const more = messages.length - shown;
  return [...messages.slice(0, shown), ...(more > 0 ? [`And ${more} more of this kind.`] : [])].join(' ');
}
