import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'

/** The areas of one seminar, each a page of its own. */
export function SeminarNav({ slug }: { readonly slug: string }) {
  const { t } = useTranslation('tickets')
  const areas = [
    { to: `/orga/${slug}`, label: t('navAttendance') },
    { to: `/orga/${slug}/plaetze`, label: t('navSeats') },
    { to: `/orga/${slug}/tickets`, label: t('navTickets') },
    { to: `/orga/${slug}/post`, label: t('navPost') },
    { to: `/orga/${slug}/texte`, label: t('navTexts') },
  ]
  return (
    <nav className="areas" aria-label={t('navigation')}>
      {areas.map(({ to, label }) => (
        <NavLink key={to} to={to} end>
          {label}
        </NavLink>
      ))}
    </nav>
  )
}
