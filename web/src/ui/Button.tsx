import type { ReactNode } from 'react'
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

/** A button; while pending the label stays and a second press does nothing. */
export function Button({ variant, isBig, isBlock, isDense, isIconOnly, icon, className, children, ...props }: ButtonProps) {
  const look = { ...(variant && { variant }), ...(isBig && { isBig }), ...(isBlock && { isBlock }), ...(isDense && { isDense }), ...(isIconOnly && { isIconOnly }), ...(className && { className }) }
  // Icons shrink with the text of a dense button, unless they stand alone.
  const size = isDense && !isIconOnly ? ({ size: 's' } as const) : {}
  return (
    <AriaButton {...props} className={buttonClass(look)}>
      {props.isPending === true ? <Icon name="pending" {...size} /> : icon && <Icon name={icon} {...size} />}
      {isIconOnly ? <span className="sr">{children}</span> : children}
    </AriaButton>
  )
}

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
