import type { Platform } from '../platform.ts'

/** One step of a scenario, after it was made. */
export interface ScenarioStep {
  /** The name of the scenario. */
  readonly scenario: string
  /** From 1. */
  readonly number: number
  /** What is done, in one sentence. */
  readonly text: string
  /** What the client saw: the result of the operation. */
  readonly result: unknown
}

/** Makes one step: does it, remembers what the client saw, and keeps the pace. */
export type TakeStep = <Result>(text: string, operation: () => Promise<Result>) => Promise<Result>

/** A small story that people in rooms play. */
export interface Scenario {
  readonly name: string
  /** What it shows, in one sentence. */
  readonly title: string
  /** @param room Makes the id of a room or group of this performance. */
  play(platform: Platform, step: TakeStep, room: (name: string) => string): Promise<void>
}

/** How a scenario is played. */
export interface PlayOptions {
  /** Between two steps. Unit: ms. Default: 0. */
  readonly pace?: number
  /** Stands before the id of each room, so that a scenario can be played again. Default: the name of the scenario. */
  readonly prefix?: string
  /** Told of each step after it was made. */
  readonly onStep?: (step: ScenarioStep) => void
  /** Ends it before the next step. */
  readonly signal?: AbortSignal
}
