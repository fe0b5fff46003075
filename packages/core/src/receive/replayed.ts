/** The host of a callback that is replayed: there is none, and it knows where the replay comes from. */
export class Replayed {
  readonly origin: unknown

  constructor(origin: unknown) {
    this.origin = origin
  }
}
