import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { Refusal } from '@podium/shared/failures.ts'
import { Slug } from '@podium/shared/primitives.ts'
import { type OwnSeat, readOwnSeat } from '@podium/shared/seats.ts'
import { forgetLink, keepLink, keptToken } from '../../features/seats/keptLink.ts'
import { useCard } from '../../features/seats/useCard.ts'
import { call } from '../../lib/api.ts'
import { LandingPage } from '../public/LandingPage.tsx'
import { EntryPage } from './EntryPage.tsx'
import { FaultPage } from './FaultPage.tsx'
import { Inside } from './Inside.tsx'
import { OutsidePage } from './OutsidePage.tsx'
import { useSound } from './sound.ts'

/** Who this browser is to the seminar; `stranger` has neither link nor seat. */
type Visitor =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'stranger' }
  | { readonly kind: 'holder'; readonly token: string }
  | { readonly kind: 'inside'; readonly seat: OwnSeat }
  | { readonly kind: 'outside'; readonly why: 'replaced' | 'revoked' | 'left' | 'signed_out' }

/** One seminar at `/s/SLUG` and `/s/SLUG/TOKEN`: from the opened link to the room. */
export function SeminarPage() {
  const { slug: rawSlug = '', token } = useParams()
  const parsed = Slug.safeParse(rawSlug)
  if (!parsed.success) return <FaultPage kind="not_found" />
  return <OneSeminar key={parsed.data} slug={parsed.data} token={token ?? null} />
}

function OneSeminar({ slug, token }: { readonly slug: Slug; readonly token: string | null }) {
  const { i18n } = useTranslation()
  const navigate = useNavigate()
  const sound = useSound()
  const card = useCard(slug)
  const [visitor, setVisitor] = useState<Visitor>(() => {
    if (token !== null) keepLink(slug, token)
    const kept = keptToken(slug)
    return kept === null ? { kind: 'unknown' } : { kind: 'holder', token: kept }
  })

  useEffect(() => {
    // AL-05: the token leaves the address before anybody can read or copy it.
    if (token === null) return
    keepLink(slug, token)
    setVisitor((now) => (now.kind === 'inside' ? now : { kind: 'holder', token }))
    void navigate({ pathname: `/s/${slug}`, search: location.search }, { replace: true })
  }, [slug, token, navigate])

  useEffect(() => {
    if (visitor.kind !== 'unknown') return
    let isCurrent = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      call(readOwnSeat, { slug }).then(
        (seat) => isCurrent && setVisitor({ kind: 'inside', seat }),
        (error: unknown) => {
          if (!isCurrent) return
          if (!(error instanceof Refusal)) timer = setTimeout(read, 3_000)
          else if (error.code === 'seat_replaced') setVisitor({ kind: 'outside', why: 'replaced' })
          else if (error.code === 'seat_revoked') setVisitor({ kind: 'outside', why: 'revoked' })
          else setVisitor({ kind: 'stranger' })
        },
      )
    }
    read()
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [visitor.kind, slug])

  const title = card.card?.title
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · Podium`
  }, [title, i18n.language])

  if (card.isUnknown) return <FaultPage kind="not_found" />
  if (card.isUnreachable) return <FaultPage kind="offline" />
  if (!card.card || visitor.kind === 'unknown') return <FaultPage kind="loading" />

  const enter = (seat: OwnSeat): void => {
    forgetLink()
    setVisitor({ kind: 'inside', seat })
  }
  switch (visitor.kind) {
    case 'stranger':
      return <LandingPage card={card.card} />
    case 'holder':
      return (
        <EntryPage card={card.card} clockOffsetMs={card.clockOffsetMs} token={visitor.token} onGesture={sound.unlock} onEntered={enter} />
      )
    case 'inside':
      return (
        <Inside
          key={visitor.seat.seatId}
          seat={visitor.seat}
          card={card.card}
          clockOffsetMs={card.clockOffsetMs}
          onOut={(why) => setVisitor({ kind: 'outside', why })}
        />
      )
    case 'outside':
      return (
        <OutsidePage
          why={visitor.why}
          card={card.card}
          onGesture={sound.unlock}
          onBack={enter}
          onWhy={(why) => setVisitor({ kind: 'outside', why })}
          onFormer={() => setVisitor({ kind: 'unknown' })}
        />
      )
  }
}
