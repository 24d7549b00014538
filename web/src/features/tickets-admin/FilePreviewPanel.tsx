import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FileField, type FileMapping, type FilePreview } from '@podium/shared/tickets.ts'
import { SelectField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'

const DELIMITERS = { ',': 'delimiter_comma', ';': 'delimiter_semicolon', '\t': 'delimiter_tab' } as const

/** What Podium read: the columns, how they were understood, the first rows and what is wrong. */
export function FilePreviewPanel({
  name,
  preview,
  mapping,
  onMapping,
}: {
  readonly name: string
  readonly preview: FilePreview
  /** The columns as they are chosen now. */
  readonly mapping: FileMapping
  readonly onMapping: (mapping: FileMapping) => void
}) {
  const { t } = useTranslation('tickets')
  // Open where something has to be assigned; afterwards as the organiser leaves it.
  const [isMappingOpen, setMappingOpen] = useState(preview.counts === null)
  const columns = [
    { value: '', label: t('columnNone') },
    ...preview.columns.map((column, index) => ({ value: String(index), label: column === '' ? `#${index + 1}` : column })),
  ]

  const wholeFile = preview.problems.filter(({ row }) => row === null)
  const rows = preview.problems.flatMap(({ row, kind }) => (row === null ? [] : [{ row, kind }]))
  const hasAddresses = preview.mapping.email !== undefined || preview.mapping.buyerEmail !== undefined

  function map(field: FileField, column: string) {
    const { [field]: _before, ...rest } = mapping
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
      {wholeFile.map(({ kind }) => (
        <p key={kind} className="error" role="alert">
          <Icon name="alert" /> <span>{t(`problem_${kind}`)}</span>
        </p>
      ))}
      {preview.counts !== null && !hasAddresses && (
        <p className="notice notice--slim" role="status">
          <Icon name="mail" />
          <span>{t('fileNoAddresses')}</span>
        </p>
      )}
      <details open={isMappingOpen} onToggle={(event) => setMappingOpen(event.currentTarget.open)}>
        <summary>{t('fileMapping')}</summary>
        <div className="form-grid file-mapping">
          {FileField.options.map((field) => (
            <SelectField
              key={field}
              label={t(`field_${field}`)}
              value={mapping[field] === undefined ? '' : String(mapping[field])}
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
      {rows.length > 0 && (
        <details>
          <summary>{t('fileProblems', { count: rows.length })}</summary>
          <ul>
            {rows.map(({ row, kind }, index) => (
              <li key={index}>
                {t('fileRow', { row })}: {t(`problem_${kind}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
