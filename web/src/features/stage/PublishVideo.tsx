import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Capture, CaptureState } from './publish-capture.ts'
import { type Loudness, NO_SOUND, watchLevel } from './publish-level.ts'
import type { Publisher, PublisherState } from './publish-line.ts'

/** The capture's state, for components. */
export function useCapture(capture: Capture): CaptureState {
  return useSyncExternalStore(capture.subscribe, capture.getState)
}

/** The publisher's state, for components. */
export function usePublisher(publisher: Publisher): PublisherState {
  return useSyncExternalStore(publisher.subscribe, publisher.getState)
}

/** How loud the given microphone is now; silent where there is none. */
export function useLoudness(track: MediaStreamTrack | null): Loudness {
  const [loudness, setLoudness] = useState(NO_SOUND)
  useEffect(() => {
    if (!track) return
    const stop = watchLevel(track, setLoudness)
    return () => {
      stop()
      setLoudness(NO_SOUND)
    }
  }, [track])
  return loudness
}

/** A picture without its sound; `label` says whose. */
export function PublishVideo({
  track,
  label,
  isMirrored = false,
}: {
  readonly track: MediaStreamTrack
  readonly label: string
  readonly isMirrored?: boolean
}) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const element = video.current
    if (!element) return
    element.srcObject = new MediaStream([track])
    return () => {
      element.srcObject = null
    }
  }, [track])
  return (
    <video
      ref={video}
      className={isMirrored ? 'video--mirrored' : undefined}
      aria-label={label}
      autoPlay
      muted
      playsInline
      disablePictureInPicture
    />
  )
}
