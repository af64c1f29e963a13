package io.p2pcredit.architecture.broken;

import io.p2pcredit.architecture.broken.internal.Secret;
import io.p2pcredit.architecture.broken.message.CuriousMessage;

/** A façade that looks into the node and into messages. */
public record CuriousFacade(Secret secret, CuriousMessage message) {}
