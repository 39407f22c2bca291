const dayMs = 24 * 60 * 60_000;

/** When something that came at this moment is forgotten. */
export const keptUntil = (at: Date, days: number): Date => new Date(at.getTime() + days * dayMs);
