type Step = (title: string, take: () => Promise<void>) => void;

/** Steps of one journey, each from where the one before ended: after one that fails, the rest is not waited for in vain. */
export function steps(): Step {
  let failed: string | undefined;
  return (title, take) =>
    it(title, async () => {
      if (failed !== undefined) throw new Error(`not tried, as this failed: ${failed}`);
      failed = title;
      await take();
      failed = undefined;
    });
}
