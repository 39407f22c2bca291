import { FaultHouse } from './faults/run-schedules.js';

/** More of them, and others: `npm run faults -- --schedules 1000`. */
const schedules = 30;
const atOnce = 15;

const rounds = Array.from({ length: schedules / atOnce }, (_, round) => 1 + round * atOnce);

describe('after random changes, faults, kills and freezes', () => {
  let house: FaultHouse;

  beforeAll(async () => {
    house = await FaultHouse.start();
  }, 120_000);

  afterAll(() => house.close(), 60_000);

  it.each(rounds)(
    'Kissflow is as it should be, and nobody was removed wrongly at any moment: seeds from %i on',
    async (first) => {
      expect(await house.carryOut(Array.from({ length: atOnce }, (_, index) => first + index))).toEqual([]);
    },
    240_000,
  );
});
