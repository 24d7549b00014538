import { useRef, useState } from 'react'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { CodeField } from '../../src/features/seats/CodeField.tsx'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { announce, Announcer } from '../../src/ui/Announcer.tsx'
import { Button } from '../../src/ui/Button.tsx'
import { Dialog } from '../../src/ui/Dialog.tsx'
import { Field } from '../../src/ui/Field.tsx'
import { Tabs } from '../../src/ui/Tabs.tsx'

beforeAll(async () => {
  await startTranslations()
  await changeLanguage('de')
})
afterEach(cleanup)

function CodeForm({ error = null, onSubmit }: { readonly error?: string | null; readonly onSubmit?: () => void }) {
  const [code, setCode] = useState('')
  const input = useRef<HTMLInputElement>(null)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit?.()
      }}
    >
      <CodeField value={code} onChange={setCode} error={error} inputRef={input} />
    </form>
  )
}

describe('W6 The access code is one field that forgives', () => {
  test('W6 one input with a label; the six cells are drawings', () => {
    const { container } = render(<CodeForm />)
    const input = screen.getByRole('textbox', { name: 'Zugangscode' })
    expect(input.getAttribute('autocomplete')).toBe('one-time-code')
    expect(input.getAttribute('inputmode')).toBe('numeric')
    expect([...container.querySelectorAll('.code-cell')].every((cell) => cell.getAttribute('aria-hidden') === 'true')).toBe(true)
    expect(container.querySelectorAll('.code-cell')).toHaveLength(6)
  })

  test('W6 a pasted code loses its spaces and nothing is sent by itself', async () => {
    let sent = 0
    const { container } = render(<CodeForm onSubmit={() => (sent += 1)} />)
    await userEvent.click(screen.getByRole('textbox'))
    await userEvent.paste(' 730 418 ')
    expect([...container.querySelectorAll('.code-cell')].map((cell) => cell.textContent).join('')).toBe('730418')
    expect(sent).toBe(0)
  })

  test('W6 the cell for the next digit is marked while the field has the focus', async () => {
    const { container } = render(<CodeForm />)
    expect(container.querySelector('[data-next]')).toBeNull()
    await userEvent.type(screen.getByRole('textbox'), '73x')
    expect([...container.querySelectorAll('.code-cell')].findIndex((cell) => cell.hasAttribute('data-next'))).toBe(2)
  })

  test('W6 an error takes the place of the hint and belongs to the field', () => {
    render(<CodeForm error="Dieser Zugangscode passt nicht." />)
    const input = screen.getByRole('textbox')
    expect(input.getAttribute('aria-invalid')).toBe('true')
    expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toContain('passt nicht')
  })
})

function Panel() {
  const [tab, setTab] = useState<'questions' | 'poll'>('questions')
  return (
    <Tabs
      label="Mitmachen"
      selected={tab}
      onSelect={setTab}
      items={[
        { key: 'questions', label: 'Fragen', count: 15, panel: <p>Liste</p> },
        { key: 'poll', label: 'Umfrage', news: 'neu', panel: <p>Stimmzettel</p> },
      ]}
    />
  )
}

describe('W7 Tabs change on a press, never by moving the focus, and say what is new', () => {
  test('W7 the dot has a word, the count is in the name', () => {
    const { container } = render(<Panel />)
    expect(screen.getByRole('tab', { name: /Fragen\s*15/ })).toBeDefined()
    expect(screen.getByRole('tab', { name: /Umfrage\s*neu/ })).toBeDefined()
    expect(container.querySelectorAll('.tab .new')).toHaveLength(1)
  })

  test('W7 arrow keys move the focus, Enter opens', async () => {
    render(<Panel />)
    await userEvent.tab()
    await userEvent.keyboard('{ArrowRight}')
    expect(screen.getByText('Liste')).toBeDefined()
    expect(screen.queryByText('Stimmzettel')).toBeNull()
    await userEvent.keyboard('{Enter}')
    expect(screen.getByText('Stimmzettel')).toBeDefined()
  })
})

describe('W8 A button that is busy keeps its words and its focus and does nothing twice', () => {
  test('W8 neither press nor Enter nor the form get through', async () => {
    let presses = 0
    let sent = 0
    const draw = (isPending: boolean) => (
      <form
        onSubmit={(event) => {
          event.preventDefault()
          sent += 1
        }}
      >
        <Button type="submit" isPending={isPending} onPress={() => (presses += 1)}>
          Frage senden
        </Button>
      </form>
    )
    const { rerender } = render(draw(false))
    await userEvent.click(screen.getByRole('button'))
    expect([presses, sent]).toEqual([1, 1])
    rerender(draw(true))
    const button = screen.getByRole('button', { name: 'Frage senden' })
    expect(document.activeElement).toBe(button)
    expect(button.getAttribute('aria-disabled')).toBe('true')
    await userEvent.click(button)
    await userEvent.keyboard('{Enter}')
    expect([presses, sent]).toEqual([1, 1])
  })
})

function Revoking() {
  const [isOpen, setOpen] = useState(false)
  const keep = () => setOpen(false)
  return (
    <>
      <Button onPress={() => setOpen(true)}>Stornieren</Button>
      <Dialog
        isOpen={isOpen}
        isAlert
        title="Platz stornieren?"
        onClose={keep}
        actions={
          <Button autoFocus onPress={keep}>
            Platz behalten
          </Button>
        }
      >
        <p>Die Person ist sofort draußen.</p>
      </Dialog>
    </>
  )
}

describe('W9 Where something can be lost, an alert with a name asks first, and Escape means the safe answer', () => {
  test('W9 it opens with a press and closes with Escape', async () => {
    render(<Revoking />)
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    expect(screen.getByRole('alertdialog', { name: 'Platz stornieren?' })).toBeDefined()
    expect(document.querySelector('.actions')?.firstElementChild?.textContent).toBe('Platz behalten')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  })
})

describe('W10 An error stands at its field', () => {
  test('W10 it replaces the hint and is linked to the input', () => {
    const draw = (error: string | null) => (
      <Field label="E-Mail" value="aylin@" onChange={() => undefined} hint="Für die Bescheinigung" error={error} />
    )
    const { rerender } = render(draw(null))
    const described = () => {
      const input = screen.getByRole('textbox', { name: 'E-Mail' })
      return (input.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ')
    }
    expect(described()).toContain('Für die Bescheinigung')
    rerender(draw('Diese Adresse ist nicht vollständig.'))
    expect(described()).toContain('nicht vollständig')
    expect(screen.queryByText('Für die Bescheinigung')).toBeNull()
  })
})

describe('W11 Screen readers hear one message at a time, and the same one twice', () => {
  test('W11 a repeated sentence is a new message', () => {
    render(<Announcer />)
    act(() => announce('Ihre Stimme ist gespeichert.'))
    const first = screen.getByRole('status').firstElementChild
    act(() => announce('Ihre Stimme ist gespeichert.'))
    expect(screen.getByRole('status').textContent).toBe('Ihre Stimme ist gespeichert.')
    expect(screen.getByRole('status').firstElementChild).not.toBe(first)
  })

  test('W11 urgent ones are alerts', () => {
    render(<Announcer />)
    act(() => announce('Verbindung unterbrochen', 'assertive'))
    expect(screen.getByRole('alert').textContent).toBe('Verbindung unterbrochen')
  })
})
