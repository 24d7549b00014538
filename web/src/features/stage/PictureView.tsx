import { useEffect, useRef, useState } from 'react'
import type { Picture } from './listener.ts'

/** A picture from the stage; `data-video` says whether frames are running. */
export function PictureView({
  picture,
  label,
  className,
  isMain = false,
  onPlaying,
}: {
  readonly picture: Picture
  readonly label: string
  readonly className: string
  readonly isMain?: boolean
  readonly onPlaying?: (isPlaying: boolean) => void
}) {
  const video = useRef<HTMLVideoElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const tell = (is: boolean) => {
    setPlaying(is)
    onPlaying?.(is)
  }
  useEffect(() => (video.current ? picture.attach(video.current) : undefined), [picture])
  return (
    <video
      ref={video}
      className={className}
      aria-label={label}
      playsInline
      autoPlay
      muted
      data-video={isPlaying ? 'playing' : 'waiting'}
      {...(isMain ? { 'data-main-picture': '' } : {})}
      onPlaying={() => tell(true)}
      onEmptied={() => tell(false)}
    />
  )
}
