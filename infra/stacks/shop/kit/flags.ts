import {
  type Client,
  ErrorCode,
  type EvaluationDetails,
  type JsonValue,
  OpenFeature,
  type Provider,
  type ResolutionDetails,
  StandardResolutionReasons,
} from '@openfeature/server-sdk';
import { trace } from '@opentelemetry/api';
import type { FlagDefinition } from '../../../../core/sandbox/messages.ts';

/** What OpenFeature asks a provider. */
type Question = Parameters<Provider['resolveBooleanEvaluation']>;
type Definitions = Readonly<Record<string, FlagDefinition>>;

/** Says which variant of a flag everybody gets, or `targeted` where the rules of its definition decide. */
type VariantOf = (flag: string) => string | undefined;

/**
 * Serves the flags of a flagd file. Which variant is in force stands in the desired state; rules are evaluated by flagd's own core, so
 * that they mean here what they mean there.
 */
class FlagdFileProvider implements Provider {
  readonly metadata = { name: 'flagd-file' };
  readonly runsOn = 'server';
  private rules: Promise<Rules> | undefined;

  constructor(
    private readonly definitions: Definitions,
    private readonly variantOf: VariantOf,
  ) {}

  async resolveBooleanEvaluation(...[flag, fallback, context, logger]: Question): Promise<ResolutionDetails<boolean>> {
    const definition = this.definitions[flag];
    const variant = this.variantOf(flag);
    if (!definition || variant === undefined) return failed(fallback, ErrorCode.FLAG_NOT_FOUND, `flag ${flag} is not declared`);
    if (definition.state === 'DISABLED') return { value: fallback, reason: StandardResolutionReasons.DISABLED };
    if (variant === 'targeted') {
      this.rules ??= openRules(this.definitions);
      return (await this.rules).resolveBooleanEvaluation(flag, fallback, context, logger);
    }
    const value = definition.variants[variant];
    if (value === undefined) return failed(fallback, ErrorCode.PARSE_ERROR, `flag ${flag} has the unknown variant ${variant}`);
    return { value, variant, reason: StandardResolutionReasons.STATIC };
  }

  async resolveStringEvaluation(flag: string, fallback: string): Promise<ResolutionDetails<string>> {
    return mismatch(flag, fallback);
  }

  async resolveNumberEvaluation(flag: string, fallback: number): Promise<ResolutionDetails<number>> {
    return mismatch(flag, fallback);
  }

  async resolveObjectEvaluation<T extends JsonValue>(flag: string, fallback: T): Promise<ResolutionDetails<T>> {
    return mismatch(flag, fallback);
  }
}

type Rules = import('@openfeature/flagd-core').FlagdCore;

/** Loaded at the first rule: most services have no flag with one, and it is the larger part of what flags cost in memory. */
async function openRules(definitions: Definitions): Promise<Rules> {
  const { FlagdCore } = await import('@openfeature/flagd-core');
  const core = new FlagdCore();
  core.setConfigurations(JSON.stringify({ flags: definitions }));
  return core;
}

function failed<T>(value: T, errorCode: ErrorCode, errorMessage: string): ResolutionDetails<T> {
  return { value, errorCode, errorMessage, reason: StandardResolutionReasons.ERROR };
}

function mismatch<T>(flag: string, fallback: T): ResolutionDetails<T> {
  return failed(fallback, ErrorCode.TYPE_MISMATCH, `flag ${flag} is boolean`);
}

/** The OpenFeature client of one slot; every evaluation leaves the flag, its variant and the reason on the active span. */
export async function openFlags(slot: string, definitions: Definitions, variantOf: VariantOf): Promise<Client> {
  await OpenFeature.setProviderAndWait(slot, new FlagdFileProvider(definitions, variantOf));
  return OpenFeature.getClient(slot).addHooks({
    finally: (_context, details: EvaluationDetails<boolean>) => {
      trace.getActiveSpan()?.setAttributes({
        'feature_flag.key': details.flagKey,
        'feature_flag.provider.name': 'flagd-file',
        ...(details.variant === undefined ? {} : { 'feature_flag.result.variant': details.variant }),
        ...(details.reason === undefined ? {} : { 'feature_flag.result.reason': details.reason.toLowerCase() }),
      });
    },
  });
}
