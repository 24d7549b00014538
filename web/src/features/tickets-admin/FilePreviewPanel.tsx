import { useTranslation } from 'react-i18next'
import { FileField, type FileMapping, type FilePreview } from '@podium/shared/tickets.ts'
import { SelectField } from '../../ui/Field.tsx'

const DELIMITERS = { ',': 'delimiter_comma', ';': 'delimiter_semicolon', '\t': 'delimiter_tab' } as const

/** What Podium read: the columns, how they were understood, the first rows and what is wrong. */
export function FilePreviewPanel({
  name,
  preview,
  onMapping,
}: {
  readonly name: string
  readonly preview: FilePreview
  readonly onMapping: (mapping: FileMapping) => void
}) {
  const { t } = useTranslation('tickets')
  const columns = [
    { value: '', label: t('columnNone') },
    ...preview.columns.map((column, index) => ({ value: String(index), label: column === '' ? `#${index + 1}` : column })),
  ]

  function map(field: FileField, column: string) {
    const { [field]: _before, ...rest } = preview.mapping
    onMapping(column === '' ? rest : { ...rest, [field]: Number(column) })
  }

  return (
    <div className="stack">
      <p>
        <b>{t('fileName', { name })}</b>
        <br />
        <span className="t-sm t-2">
          {t('fileFormat', { charset: preview.charset, delimiter: t(DELIMITERS[preview.delimiter]), rows: preview.rows })}
        </span>
      </p>
      <details open={preview.counts === null}>
        <summary>{t('fileMapping')}</summary>
        <div className="form-grid file-mapping">
          {FileField.options.map((field) => (
            <SelectField
              key={field}
              label={t(`field_${field}`)}
              value={preview.mapping[field] === undefined ? '' : String(preview.mapping[field])}
              onChange={(column) => map(field, column)}
              options={columns}
            />
          ))}
        </div>
      </details>
      {preview.sample.length > 0 && (
        <div className="table-wrap" tabIndex={0} role="region" aria-label={t('fileSample')}>
          <table className="table">
            <caption className="label">{t('fileSample')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('field_name')}</th>
                <th scope="col">{t('field_email')}</th>
                <th scope="col">{t('field_ticketName')}</th>
                <th scope="col">{t('field_status')}</th>
              </tr>
            </thead>
            <tbody>
              {preview.sample.map((row) => (
                <tr key={row.row}>
                  <td>{row.holderName}</td>
                  <td>{row.holderEmail ?? '–'}</td>
                  <td>{row.ticketName || '–'}</td>
                  <td>{row.status || '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {preview.problems.length > 0 && (
        <details>
          <summary>{t('fileProblems', { count: preview.problems.length })}</summary>
          <ul>
            {preview.problems.map(({ row, kind }, index) => (
              <li key={index}>
                {row !== null && `${t('fileRow', { row })}: `}
                {t(`problem_${kind}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
