import { useTranslation } from 'react-i18next'
import { countOf, openQuestions } from '../../features/moderation/order.ts'
import { QuestionQueue } from '../../features/moderation/QuestionQueue.tsx'
import { PollPanel } from '../../features/poll-control/PollPanel.tsx'
import { DisplayMenu } from '../../features/staff/DisplayMenu.tsx'
import { Ended } from '../../features/studio/Ended.tsx'
import { Brand } from '../../ui/Brand.tsx'
import type { StudioParts } from './parts.ts'

/** After the end: everything is off, questions can still be answered in writing. */
export function EndedStudio({ hands, snapshot, nowMs, banner }: StudioParts) {
  const { t } = useTranslation('studio')
  const { seminar, stage, questions, isModerated } = snapshot
  const isCancelled = stage.state === 'cancelled'
  return (
    <div className="studio">
      <title>{`${t('title')} · ${seminar.title}`}</title>
      <div>
        <header className="studio-head">
          <a className="skip" href="#content">
            {t('toContent')}
          </a>
          <Brand name={t('title')} mark={seminar.provider} />
          <h1>{seminar.title}</h1>
          <span className="grow" />
          <DisplayMenu isIconOnly />
        </header>
        {banner}
      </div>
      <main className="green" id="content">
        <Ended isCancelled={isCancelled} questionsOpen={countOf(openQuestions(questions))} />
        {!isCancelled && snapshot.polls.some(({ result }) => result !== null) && (
          <section className="green-polls" aria-labelledby="polls-heading">
            <h2 className="h-sec" id="polls-heading">
              {t('polls')}
            </h2>
            <PollPanel
              polls={snapshot.polls.filter(({ result }) => result !== null)}
              agenda={seminar.agenda}
              currentItemId={null}
              present={0}
              nowMs={nowMs}
              timeZone={seminar.timeZone}
              hands={hands.polls}
              isLive={false}
              isOver
            />
          </section>
        )}
        {!isCancelled && questions.length > 0 && (
          <section className="studio-right card" aria-labelledby="questions-heading">
            <QuestionQueue
              questions={questions}
              isModerated={isModerated}
              timeZone={seminar.timeZone}
              onModerate={hands.moderate}
              onMerge={hands.merge}
              onUnmerge={hands.unmerge}
              onSetModerated={hands.setModerated}
            />
          </section>
        )}
      </main>
    </div>
  )
}
