const minute = 60_000;

/** Quickly at first, for what is over in a moment, then every hour for about a day. */
const waits = [0.5, 2, 10, 30, ...Array<number>(23).fill(60)].map((minutes) => minutes * minute);

/** How long a mail waits after its `attempts`th attempt came to nothing; undefined when it is time to give up. */
export const waitAfter = (attempts: number): number | undefined => waits[attempts - 1];
