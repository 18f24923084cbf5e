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

const variants: Record<string, boolean> = { on: true, off: false };

/** Serves flagd-style boolean variants: the flag's variant comes from the desired state, `on` is true and `off` is false. */
class VariantProvider implements Provider {
  readonly metadata = { name: 'shop-variants' };
  readonly runsOn = 'server';

  constructor(private readonly variantOf: (flag: string) => string | undefined) {}

  async resolveBooleanEvaluation(flag: string, fallback: boolean): Promise<ResolutionDetails<boolean>> {
    const variant = this.variantOf(flag);
    if (variant === undefined) return failed(fallback, ErrorCode.FLAG_NOT_FOUND, `flag ${flag} is not declared`);
    const value = variants[variant];
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

function failed<T>(value: T, errorCode: ErrorCode, errorMessage: string): ResolutionDetails<T> {
  return { value, errorCode, errorMessage, reason: StandardResolutionReasons.ERROR };
}

function mismatch<T>(flag: string, fallback: T): ResolutionDetails<T> {
  return failed(fallback, ErrorCode.TYPE_MISMATCH, `flag ${flag} is boolean`);
}

/** The OpenFeature client of one slot; every evaluation leaves the flag and its variant on the active span. */
export async function openFlags(slot: string, variantOf: (flag: string) => string | undefined): Promise<Client> {
  await OpenFeature.setProviderAndWait(slot, new VariantProvider(variantOf));
  return OpenFeature.getClient(slot).addHooks({
    finally: (_context, details: EvaluationDetails<boolean>) => {
      trace.getActiveSpan()?.setAttributes({
        'feature_flag.key': details.flagKey,
        'feature_flag.provider.name': 'shop-variants',
        ...(details.variant === undefined ? {} : { 'feature_flag.result.variant': details.variant }),
      });
    },
  });
}
