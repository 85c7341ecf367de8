"""What a model costs: what its owner says, else the price list that is bundled with genai-prices."""

from decimal import ROUND_CEILING, Decimal

from milepost.domain.models import ModelConfig, ProviderKind

_PROVIDERS = {
    ProviderKind.OPENAI_COMPATIBLE: "openai",
    ProviderKind.OPENAI_RESPONSES: "openai",
    ProviderKind.ANTHROPIC: "anthropic",
    ProviderKind.GOOGLE: "google",
}


def cost_micros(config: ModelConfig, *, input_tokens: int, output_tokens: int) -> int | None:
    """The cost in micro-units, rounded up; None where no price is known, as of a model on one's own machine.

    Discounts for what a provider still has in its cache are left out, so a bill may be lower.
    """
    if config.price is not None:
        return config.price.cost_micros(input_tokens=input_tokens, output_tokens=output_tokens)
    from genai_prices import Usage, calc_price  # noqa: PLC0415  a library of models: only once one is asked

    usage = Usage(input_tokens=input_tokens, output_tokens=output_tokens)
    try:
        if config.base_url is None:
            price = calc_price(usage, config.model, provider_id=_PROVIDERS[config.kind])
        else:
            price = calc_price(usage, config.model, provider_api_url=config.base_url)
    except (LookupError, ValueError):
        return None
    return int((Decimal(price.total_price) * 1_000_000).to_integral_value(ROUND_CEILING))
