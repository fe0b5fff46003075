import type { EngineClock } from './engine-clock.ts'

/** Where a recording is stored: COS tells of files by 310, VOD by 311 and 312 (54914). */
export type RecordingStorage = 'cos' | 'vod'

/** A recording that runs. */
export interface EngineRecording {
  /** Ends with a dot, as real ones do. */
  readonly taskId: string
  /**
   * Stops it. What follows comes by the clock of the engine, and as out of order as it was seen: 305 before 302 although it
   * happened 36 ms later, 310 for each file 2.6 s after that; or 311 for each file after 30 s, then 312.
   */
  stop(): Promise<void>
}

/** What a recording needs. */
export interface RecordingParts {
  readonly clock: EngineClock
  readonly taskId: string
  readonly storage: RecordingStorage
  /** How many files come of it. */
  readonly files: number
  /** @param fields Of `EventInfo`. */
  readonly emit: (type: number, fields: { readonly [field: string]: unknown }) => Promise<void>
  /** Keeps the engine from being settled before this is done. */
  readonly track: (work: Promise<void>) => void
}

// Observed once, 2026. Unit: ms.
const uploadedAfter = 36
const mp4After = 2600
// 54914: a file is in VOD 30 s to 3 minutes after the end. Unit: ms.
const vodAfter = 30_000

/** Starts a recording. */
export async function startRecording(parts: RecordingParts): Promise<EngineRecording> {
  const { clock, taskId, storage, emit, track } = parts
  const startedAt = clock.now()
  await emit(301, { EventTs: String(seconds(startedAt)), EventMsTs: startedAt, Payload: { Status: 0 } })
  let isStopped = false
  return {
    taskId,
    async stop() {
      if (isStopped) return
      isStopped = true
      const stoppedAt = clock.now()
      if (storage === 'cos') await emit(305, at(stoppedAt + uploadedAfter, { Status: 0 }))
      // In one task EventTs was a text here and a number elsewhere.
      await emit(302, { EventTs: String(seconds(stoppedAt)), EventMsTs: stoppedAt, Payload: { LeaveCode: 0 } })
      track(storage === 'cos' ? tellMp4(parts, startedAt, stoppedAt) : tellVod(parts, startedAt, stoppedAt))
    },
  }
}

async function tellMp4({ clock, files, taskId, emit }: RecordingParts, start: number, end: number): Promise<void> {
  await clock.wait(mp4After)
  for (let index = 1; index <= files; index++) {
    const FileName = `${taskId}${index}.mp4`
    const file = { FileName, UserId: '', TrackType: 'audio_video', MediaId: 'mix' }
    const FileMessage = [{ ...file, StartTimeStamp: start, EndTimeStamp: end }]
    await emit(310, at(clock.now(), { Status: 0, FileList: [FileName], FileMessage }))
  }
}

async function tellVod({ clock, files, taskId, emit }: RecordingParts, start: number, end: number): Promise<void> {
  await clock.wait(vodAfter)
  for (let index = 1; index <= files; index++) {
    const CacheFile = `${taskId}${index}.mp4`
    const about = { UserId: '', TrackType: 'audio_video', MediaId: 'mix', FileId: String(index) }
    const VideoUrl = `https://vod.example.com/${index}.mp4`
    const TencentVod = { ...about, VideoUrl, CacheFile, StartTimeStamp: start, EndTimeStamp: end }
    await emit(311, at(clock.now(), { Status: 0, TencentVod }))
  }
  await emit(312, at(clock.now(), { Status: 0 }))
}

const seconds = (time: number): number => Math.floor(time / 1000)

const at = (EventMsTs: number, Payload: object) => ({ EventTs: seconds(EventMsTs), EventMsTs, Payload })
