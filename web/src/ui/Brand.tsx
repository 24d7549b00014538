/** The customer's mark and name, with the part of the house beside it; `mark` gives the letter where the name is not the customer's. The one place where a customer's colour appears. */
export function Brand({ name, area, mark = name }: { readonly name: string; readonly area?: string; readonly mark?: string }) {
  return (
    <span className="brand">
      <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect className="b-ground" width="32" height="32" rx="3" />
        <text className="b-fig" x="16" y="22.2" textAnchor="middle">
          {mark.charAt(0)}
        </text>
        <path className="b-light" d="M7 25h18v2.6H7z" />
      </svg>
      <span>{name}</span>
      {area !== undefined && <small>{area}</small>}
    </span>
  )
}
