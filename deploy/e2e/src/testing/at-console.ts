import { runDemo } from '@rollcall/local';
import { House, type HouseOptions } from './house.js';
import { Visitor } from './visitor.js';

/** A Super Admin in front of a console where the demo has set everything up, and 120 people are synced. */
export async function arriveAfterDemo(
  environment: HouseOptions['environment'] = {},
): Promise<{ house: House; visitor: Visitor }> {
  const house = await House.start({ people: 120, groups: 6, environment });
  const { gateway, rehearsal = '' } = house.system.urls;
  await runDemo({ gateway, rehearsal }, () => undefined);
  const visitor = await Visitor.arrive(gateway);
  await visitor.signIn('Sasha Super');
  return { house, visitor };
}
