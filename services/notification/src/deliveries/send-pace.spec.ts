import { SendPace } from './send-pace.js';

describe(SendPace.name, () => {
  it('gives one turn per gap', () => {
    const sut = new SendPace(100);
    expect(sut.take(1_000)).toBe(0);
    expect(sut.take(1_030)).toBe(70);
    expect(sut.take(1_100)).toBe(0);
    expect(sut.take(1_101)).toBe(99);
  });

  it('gives a turn that was not used to the next at once', () => {
    const sut = new SendPace(100);
    sut.take(1_000);
    sut.giveBack(1_010);
    expect(sut.take(1_010)).toBe(0);
  });

  it('keeps nobody waiting where there is no gap', () => {
    const sut = new SendPace(0);
    expect([sut.take(1), sut.take(1), sut.take(1)]).toEqual([0, 0, 0]);
  });
});
