import { useLayoutEffect, useRef, useState } from 'react'

export interface PersonTextProps {
  readonly text: string
  /** Names the text for `aria-labelledby`. */
  readonly id?: string
  /** The words of the button that shows all of a long text, and of the one that cuts it again. */
  readonly more: string
  readonly less: string
}

/** What a person wrote: nothing but text, in its own direction, cut after a few lines until somebody wants the rest (RT-12). */
export function PersonText({ text, id, more, less }: PersonTextProps) {
  const element = useRef<HTMLElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [isLong, setLong] = useState(false)

  useLayoutEffect(() => {
    const words = element.current
    if (words === null || isOpen) return
    const measure = () => setLong(words.scrollHeight > words.clientHeight + 1)
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(words)
    return () => watch.disconnect()
  }, [text, isOpen])

  return (
    <>
      <bdi className="person-text" id={id} ref={element} {...(isOpen ? { 'data-open': '' } : {})}>
        {text}
      </bdi>
      {(isLong || isOpen) && (
        <button className="person-more" type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? less : more}
        </button>
      )}
    </>
  )
}
