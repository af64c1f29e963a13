package io.p2pcredit.architecture.broken;

import io.p2pcredit.architecture.broken.internal.Assembly;
import io.p2pcredit.architecture.broken.internal.Secret;

/** A builder that looks past the assembly. */
public record CreditNodeBuilder(Assembly assembly, Secret secret) {}
