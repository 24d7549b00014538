import { useId } from 'react'

/** A few exclusive choices side by side. */
export function Pick<Value extends string>({
  legend,
  value,
  options,
  onPick,
}: {
  readonly legend: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string; readonly lang?: string }[]
  readonly onPick: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset className="pick">
      <legend>{legend}</legend>
      <div>
        {options.map((option) => (
          <label key={option.value} lang={option.lang}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => onPick(option.value)} />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
