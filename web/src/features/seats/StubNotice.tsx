import { type ReactNode, useEffect, useRef } from 'react'
import { Icon, type IconName } from '../../ui/Icon.tsx'

/** A stub of the ticket that says what is the matter and what to do next. */
export function StubNotice({
  icon,
  title,
  children,
  takesFocus = false,
  isPageTitle = false,
}: {
  readonly icon: IconName
  readonly title: string
  readonly children: ReactNode
  readonly takesFocus?: boolean
  readonly isPageTitle?: boolean
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus) heading.current?.focus()
  }, [takesFocus])
  const Heading = isPageTitle ? 'h1' : 'h2'
  return (
    <section className="ticket-stub" aria-label={title}>
      <Icon name={icon} size="l" />
      <Heading className="h-sec" tabIndex={-1} ref={heading}>
        {title}
      </Heading>
      {children}
    </section>
  )
}
