package io.p2pcredit.architecture.broken.inmemory;

import io.p2pcredit.architecture.broken.internal.Secret;

/** An adapter that knows the node. */
public record CuriousAdapter(Secret secret) {}
