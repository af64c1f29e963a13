package io.p2pcredit.architecture.broken.keyfile;

import io.p2pcredit.architecture.broken.internal.Secret;

/** A key file that knows the node. */
public record CuriousKeyFile(Secret secret) {}
