import { cleanup, render, renderHook, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { HearingTap } from '../../src/features/attendance/HearingTap.tsx'
import { useSoundReport } from '../../src/features/attendance/useSoundReport.ts'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'

beforeAll(async () => {
  await startTranslations()
  await changeLanguage('de')
})
afterEach(cleanup)

test('A13 the question names the trainer, and one press answers it', async () => {
  const onConfirm = vi.fn<() => void>()
  render(<HearingTap trainerName="Miriam Voss" onConfirm={onConfirm} />)
  expect(screen.getByText('Hören Sie Miriam Voss?')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Ja, ich höre' }))
  expect(onConfirm).toHaveBeenCalledTimes(1)
})

test('A13 a report goes out on every change and after every reconnect, and not while the line is down', () => {
  const report = vi.fn<(sound: { isHearing: boolean; isConfirmed: boolean }) => void>()
  const { rerender } = renderHook(({ open, hearing, confirmed }) => useSoundReport(open, hearing, confirmed, report), {
    initialProps: { open: false, hearing: true, confirmed: false },
  })
  expect(report).not.toHaveBeenCalled()
  rerender({ open: true, hearing: true, confirmed: false })
  rerender({ open: true, hearing: true, confirmed: true })
  rerender({ open: false, hearing: true, confirmed: true })
  rerender({ open: true, hearing: true, confirmed: true })
  expect(report.mock.calls.map(([sound]) => sound)).toEqual([
    { isHearing: true, isConfirmed: false },
    { isHearing: true, isConfirmed: true },
    { isHearing: true, isConfirmed: true },
  ])
})
