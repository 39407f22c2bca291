import type { GetUser, User, UserChanged } from '@rollcall/contracts';
import { Answers, Handles } from './decorators.js';

/** tsc is the test here: each line that must not compile says so. Nothing of it is run. */
class Subject {
  @Answers('rpc.users.get')
  async answers(_request: GetUser): Promise<User | null> {
    return Promise.resolve(null);
  }

  @Answers('rpc.users.get')
  answersAtOnce(): null {
    return null;
  }

  // @ts-expect-error another request's class
  @Answers('rpc.users.get')
  async takesAnotherRequest(_request: UserChanged): Promise<User | null> {
    return Promise.resolve(null);
  }

  // @ts-expect-error another reply
  @Answers('rpc.users.get')
  async repliesSomethingElse(_request: GetUser): Promise<{ name: string }> {
    return Promise.resolve({ name: '' });
  }

  // @ts-expect-error no such request
  @Answers('rpc.users.forget')
  async noSuchRequest(_request: GetUser): Promise<void> {
    return Promise.resolve();
  }

  @Handles('user.changed')
  async handles(_event: UserChanged): Promise<void> {
    return Promise.resolve();
  }

  // @ts-expect-error another event's class
  @Handles('sync.failed')
  async takesAnotherEvent(_event: UserChanged): Promise<void> {
    return Promise.resolve();
  }
}

describe(Answers, () => {
  it('leaves the method as it is', async () => {
    const sut = new Subject();
    expect(sut.answersAtOnce()).toBeNull();
    await expect(sut.handles({} as UserChanged)).resolves.toBeUndefined();
  });
});
