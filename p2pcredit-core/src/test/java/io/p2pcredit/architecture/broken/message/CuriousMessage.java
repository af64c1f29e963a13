package io.p2pcredit.architecture.broken.message;

import io.p2pcredit.architecture.broken.spi.CuriousPlug;

/** A message that knows a plug point. */
public record CuriousMessage(CuriousPlug plug) {}
