import { createContext, useContext } from 'react'
import type { MediaAccess } from '@podium/shared/media.ts'
import type { Listener } from '../../features/stage/listener.ts'

/** Sound that is unlocked by the click on "Jetzt teilnehmen" and used by the room that opens after it. */
export interface Sound {
  /** Must run inside a click or key press. */
  unlock(): void
  /** The one listener of this page, pointed at a seminar. */
  listenTo(takeAccess: () => Promise<MediaAccess>): Listener
}

export const SoundContext = createContext<Sound | null>(null)

/** The page's sound. */
export function useSound(): Sound {
  const sound = useContext(SoundContext)
  if (!sound) throw new Error('no sound around this component')
  return sound
}
