/**
 * The install's own certificate authority, for tunnels that are opened: {@link dev.sallyport.server.authority.EgressAuthority} is the authority
 * with its key, {@link dev.sallyport.server.authority.LeafCertificates} mints and keeps what clients are shown.
 */
@NullMarked
package dev.sallyport.server.authority;

import org.jspecify.annotations.NullMarked;
