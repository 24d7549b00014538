// What is large on the stage and what is small beside it. Pure.
import type { Poll } from '@podium/shared/polls.ts'
import type { Stage } from '@podium/shared/stage.ts'
import type { ListenerState, Picture } from '../../../features/stage/listener.ts'
import type { Large } from '../../../features/stage/StageBar.tsx'

/** The picture on the stage; null means the title card. */
export function pictureOnStage(media: Pick<ListenerState, 'camera' | 'screen'>, large: Large): Picture | null {
  return large === 'video' ? media.camera : media.screen
}

/** The small picture beside the agenda: null draws "Kamera ist aus"; 'none' leaves the room to the agenda. */
export function pictureBeside(media: Pick<ListenerState, 'camera' | 'screen'>, large: Large, isRevealed: boolean): Picture | null | 'none' {
  if (isRevealed || large === 'slide') return media.camera
  if (media.screen) return media.screen
  return media.camera ? 'none' : null
}

/** A result stays on the stage until the next agenda item begins. */
export function isRevealOnStage(poll: Poll, stage: Stage): boolean {
  if (!poll.isRevealed || stage.state !== 'live') return false
  const closedAt = Math.max(...poll.waves.map((wave) => wave.closedAt ?? 0))
  const itemSince = stage.progress.findLast(({ itemId }) => itemId === stage.currentItemId)?.startedAt ?? 0
  return itemSince <= closedAt
}
