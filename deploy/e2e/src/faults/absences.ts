export type Absence = 'disabled' | 'deleted' | 'purged' | 'left';

/** When people were away, and how: a little too long rather than too short, since requests take their time. */
export class Absences {
  private readonly times = new Map<string, { how: Absence; from: number; to: number }[]>();

  begin(id: string, how: Absence, from = Date.now()): void {
    this.times.set(id, [...(this.times.get(id) ?? []), { how, from, to: Number.POSITIVE_INFINITY }]);
  }

  end(id: string, how: Absence): void {
    for (const each of this.times.get(id) ?? []) if (each.how === how) each.to = Math.min(each.to, Date.now());
  }

  /** How somebody was away at any moment in between. */
  between(id: string, from: number, to: number): ReadonlySet<Absence> {
    const times = this.times.get(id) ?? [];
    return new Set(times.filter((each) => each.from <= to && each.to >= from).map(({ how }) => how));
  }
}
