import { type ReactNode, useId } from 'react'
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components'
import { Icon } from './Icon.tsx'

export interface FieldProps {
  readonly label: ReactNode
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string
  /** Replaces the hint; null when the entry is fine. */
  readonly error?: string | null
  readonly type?: 'text' | 'email' | 'password'
  readonly autoComplete?: string
  readonly isMultiline?: boolean
  readonly isRequired?: boolean
  readonly maxLength?: number
  readonly name?: string
  readonly onFocus?: () => void
}

/** A labelled text field with its hint or error below. */
export function Field({
  label,
  value,
  onChange,
  hint,
  error = null,
  type = 'text',
  autoComplete,
  isMultiline = false,
  isRequired = false,
  maxLength,
  name,
  onFocus,
}: FieldProps) {
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      type={type}
      isInvalid={error !== null}
      isRequired={isRequired}
      validationBehavior="aria"
      {...(maxLength === undefined ? {} : { maxLength })}
      {...(name === undefined ? {} : { name })}
      {...(onFocus === undefined ? {} : { onFocus })}
      {...(autoComplete === undefined ? {} : { autoComplete })}
    >
      <Label>{label}</Label>
      {isMultiline ? <TextArea className="textarea" /> : <Input className="input" />}
      {error === null ? (
        hint !== undefined && (
          <Text slot="description" className="hint">
            {hint}
          </Text>
        )
      ) : (
        <FieldError className="error">
          <Icon name="alert" /> <span>{error}</span>
        </FieldError>
      )}
    </TextField>
  )
}

export interface SelectFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** A labelled choice from a short list. */
export function SelectField({ label, value, onChange, options }: SelectFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="select" value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
