/** Jest's asymmetric matchers, which it types as `any`. */
export const anyText = expect.any(String) as unknown;

export const textLike = (pattern: RegExp): unknown => expect.stringMatching(pattern);

export const textWith = (part: string): unknown => expect.stringContaining(part);

export const recordWith = (part: Record<string, unknown>): unknown => expect.objectContaining(part);
