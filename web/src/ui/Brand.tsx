/** The customer's mark and name, with the part of the house beside it; the one place where a customer's colour appears. */
export function Brand({ name, area }: { readonly name: string; readonly area?: string }) {
  return (
    <span className="brand">
      <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect className="b-ground" width="32" height="32" rx="3" />
        <path
          className="b-fig"
          d="M18.9 10.43 18.56 13.61 18.9 16.77H18.48L17.42 14.1L12.73 13.91V13.31L17.42 13.08L18.48 10.43ZM22.19 10.77 21.82 10.87 19.46 6.88 20.95 7.26H12.21V6.39H19.76L21.2 5.7H21.36ZM19.78 20.99 22.44 16.91 22.81 17 21.67 22.2H21.48L20.09 21.51H12.21V20.64H21.17ZM9.19 21.51V21.14L10.94 20.65V7.24L9.19 6.75V6.39H14.07V21.51Z"
        />
        <path className="b-light" d="M7 25h18v2.6H7z" />
      </svg>
      <span>{name}</span>
      {area !== undefined && <small>{area}</small>}
    </span>
  )
}
