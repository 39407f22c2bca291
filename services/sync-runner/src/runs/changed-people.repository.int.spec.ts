import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { type App, startRunner } from '../testing/running.js';
import { ChangedPeopleRepository } from './changed-people.repository.js';

describe(ChangedPeopleRepository.name, () => {
  let app: App;
  let sut: ChangedPeopleRepository;

  beforeAll(async () => {
    app = await startRunner({ CLAIM_INTERVAL_MS: '60000' });
    sut = app.get(ChangedPeopleRepository);
  });

  beforeEach(() => app.get<Connection>(getConnectionToken()).collection('changed_people').deleteMany({}));

  afterAll(() => app.close());

  it('holds everybody once, however often they are named, and pages through them', async () => {
    await sut.add('run-1', ['c', 'a']);
    await sut.add('run-1', ['b', 'a']);
    await sut.add('run-1', []);
    expect(await sut.count('run-1')).toBe(3);
    expect(await sut.page('run-1', '', 2)).toEqual(['a', 'b']);
    expect(await sut.page('run-1', 'b', 2)).toEqual(['c']);
  });

  it('drops those of one run', async () => {
    await sut.add('run-1', ['a']);
    await sut.add('run-2', ['b']);
    await sut.drop('run-1');
    expect([await sut.count('run-1'), await sut.count('run-2')]).toEqual([0, 1]);
  });
});
