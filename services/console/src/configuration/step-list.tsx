import { Link } from 'react-router';
import { configuration as texts } from '../texts/configuration.js';
import classes from './configuration.module.css';
import { numberOf, pathOf, type Step, steps } from './steps.js';

/** The four steps, where one is, and the way to each. */
export function StepList({ current }: { current: Step }) {
  return (
    <nav aria-label={texts.stepsLabel}>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step} className={classes.step} data-done={numberOf(step) < numberOf(current) || undefined}>
            <Link to={pathOf(step)} aria-current={step === current ? 'step' : undefined} className={classes.stepLink}>
              <span className={classes.stepNumber} aria-hidden>
                {numberOf(step)}
              </span>
              {texts.steps[step]}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
