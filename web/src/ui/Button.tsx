import type { ComponentProps, ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { Icon, type IconName } from './Icon.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'danger-line' | 'mark'

/** How a button or a link that looks like one is drawn. */
export interface ButtonLook {
  readonly variant?: ButtonVariant
  readonly isBig?: boolean
  readonly isBlock?: boolean
  /** 36 px: only in studio and organiser pages. */
  readonly isDense?: boolean
  /** Only the icon is drawn; the children name the button for assistive technology. */
  readonly isIconOnly?: boolean
  readonly icon?: IconName
  readonly className?: string
}

export interface ButtonProps extends ButtonLook, Omit<AriaButtonProps, 'className' | 'children'> {
  readonly children: ReactNode
}

/** A button; while pending the label stays, the focus too, and a press does nothing. */
export function Button({
  variant,
  isBig,
  isBlock,
  isDense,
  isIconOnly,
  icon,
  className,
  children,
  isPending = false,
  ...props
}: ButtonProps) {
  const look = {
    ...(variant && { variant }),
    ...(isBig && { isBig }),
    ...(isBlock && { isBlock }),
    ...(isDense && { isDense }),
    ...(isIconOnly && { isIconOnly }),
    ...(className && { className }),
  }
  return (
    <AriaButton
      {...props}
      {...(isPending && { type: 'button', onPress: ignore, onPressStart: ignore, render: renderPending })}
      className={buttonClass(look)}
    >
      {isPending ? <Icon name="pending" /> : icon && <Icon name={icon} />}
      {isIconOnly ? <span className="sr">{children}</span> : children}
    </AriaButton>
  )
}

// Not react-aria's own pending state: its announcement leaves an image without a name behind when the button goes away.
function renderPending(dom: ComponentProps<'button'>) {
  return <button {...dom} aria-disabled="true" data-pending="" />
}

function ignore(): void {}

/** The classes of a button, for links that look like one. */
export function buttonClass({ variant = 'secondary', isBig, isBlock, isDense, isIconOnly, className }: ButtonLook): string {
  return [
    'button',
    `button--${variant}`,
    isBig && 'button--big',
    isBlock && 'button--block',
    isDense && 'button--dense',
    isIconOnly && 'button--icon',
    className,
  ]
    .filter(Boolean)
    .join(' ')
}
