"""What a model costs: what its owner says, else the price list that is bundled with genai-prices."""

import asyncio
from decimal import ROUND_CEILING, Decimal

from milepost.domain.models import ModelConfig, ModelPrice, ProviderKind

_PROVIDERS = {
    ProviderKind.OPENAI_COMPATIBLE: "openai",
    ProviderKind.OPENAI_RESPONSES: "openai",
    ProviderKind.ANTHROPIC: "anthropic",
    ProviderKind.GOOGLE: "google",
}
_MICROS = 1_000_000
#: A request of usual size: for longer ones some providers take more.
_USUAL_TOKENS = 10_000
_PER_MILLION = 1_000_000 // _USUAL_TOKENS


class ListPrices:
    """Implements the port `PriceList`."""

    async def price(self, config: ModelConfig) -> ModelPrice | None:
        if config.price is not None:
            return config.price
        # The list may still have to be read.
        return await asyncio.to_thread(_price_per_million, config)


def read_price_list() -> None:
    """Have the list at hand. It takes two tenths of a second, for which the first price would wait."""
    from genai_prices.data_snapshot import get_snapshot  # noqa: PLC0415  as below

    get_snapshot()


def cost_micros(config: ModelConfig, *, input_tokens: int, output_tokens: int) -> int | None:
    """The cost in micro-units, rounded up; None where no price is known, as of a model on one's own machine.

    Discounts for what a provider still has in its cache are left out, so a bill may be lower.
    """
    if config.price is not None:
        return config.price.cost_micros(input_tokens=input_tokens, output_tokens=output_tokens)
    listed = _listed(config, input_tokens=input_tokens, output_tokens=output_tokens)
    return None if listed is None else _micros(listed)


def _price_per_million(config: ModelConfig) -> ModelPrice | None:
    read = _listed(config, input_tokens=_USUAL_TOKENS, output_tokens=0)
    written = _listed(config, input_tokens=0, output_tokens=_USUAL_TOKENS)
    if read is None or written is None:
        return None
    return ModelPrice(
        input_micros=_micros(read * _PER_MILLION), output_micros=_micros(written * _PER_MILLION)
    )


def _listed(config: ModelConfig, *, input_tokens: int, output_tokens: int) -> Decimal | None:
    """What the list says that it costs, in the currency; None where it does not have the model."""
    from genai_prices import Usage, calc_price  # noqa: PLC0415  a library of models: only once one is asked

    usage = Usage(input_tokens=input_tokens, output_tokens=output_tokens)
    try:
        if config.base_url is None:
            price = calc_price(usage, config.model, provider_id=_PROVIDERS[config.kind])
        else:
            price = calc_price(usage, config.model, provider_api_url=config.base_url)
    except (LookupError, ValueError):
        return None
    return Decimal(price.total_price)


def _micros(amount: Decimal) -> int:
    """Rounded up, so that a cap errs on the side of the one who pays."""
    return int((amount * _MICROS).to_integral_value(ROUND_CEILING))
