import { useState } from 'react'
import { Button } from './Button.tsx'

/** A value to hand on, with a button that copies it and says so. */
export function CopyField({
  label,
  value,
  shown,
  copyLabel,
  copiedLabel,
}: {
  readonly label: string
  readonly value: string
  readonly shown?: string
  readonly copyLabel: string
  readonly copiedLabel: string
}) {
  const [isCopied, setCopied] = useState(false)
  return (
    <div className="copy-field">
      <span className="label">{label}</span>
      <code className="copy-value">{shown ?? value}</code>
      <Button
        variant="secondary"
        isDense
        icon={isCopied ? 'check' : 'copy'}
        onPress={() => {
          void navigator.clipboard.writeText(value).then(() => setCopied(true))
        }}
      >
        {isCopied ? copiedLabel : copyLabel} <span className="sr">{label}</span>
      </Button>
    </div>
  )
}
