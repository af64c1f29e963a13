package io.p2pcredit.architecture.broken.trustline;

import io.p2pcredit.architecture.broken.spi.CuriousPlug;

/** A line that knows a plug point. */
public record CuriousLine(CuriousPlug plug) {}
