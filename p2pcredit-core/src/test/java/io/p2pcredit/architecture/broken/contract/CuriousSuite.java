package io.p2pcredit.architecture.broken.contract;

import io.p2pcredit.architecture.broken.internal.Secret;
import io.p2pcredit.architecture.broken.spi.CuriousPlug;

/** A suite that reaches for what its users cannot see. */
public record CuriousSuite(CuriousPlug plug, Secret secret) {}
